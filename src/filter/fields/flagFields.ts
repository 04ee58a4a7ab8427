import type { FlagFacts, Plan } from '../plan.ts';
import type { FilterField } from './field.ts';
import { wordField } from './words.ts';

/** Asks for the direction. */
export const dirField: FilterField = {
  ...wordField('dir', [
    // What goes up is sent by a session's client, and received by the platform.
    {
      word: 'in',
      meaning: 'received by the side that saw it: by our own connection, or by the platform',
      plan: flags(({ at, direction }) => isReceived(at, direction)),
    },
    { word: 'out', meaning: 'sent by the side that saw it', plan: flags(({ at, direction }) => !isReceived(at, direction)) },
    { word: 'up', meaning: 'from a client to the platform', plan: flags(({ direction }) => direction === 'up') },
    { word: 'down', meaning: 'from the platform to a client', plan: flags(({ direction }) => direction === 'down') },
  ]),
  meaning: 'which way it went',
  examples: ['dir:in', 'dir:up'],
};

const own = { meaning: 'by one of our own connections', plan: flags(({ at }) => at === 'session') };

/** Asks for who saw it. */
export const atField: FilterField = {
  ...wordField('at', [
    { word: 'platform', meaning: 'by the embedded platform', plan: flags(({ at }) => at === 'platform') },
    { word: 'session', ...own },
    { word: 'own', ...own },
  ]),
  meaning: 'where it was seen',
  examples: ['at:platform', 'at:own'],
};

function isReceived(at: FlagFacts['at'], direction: FlagFacts['direction']): boolean {
  return (direction === 'up') === (at === 'platform');
}

function flags(test: (facts: FlagFacts) => boolean): Plan {
  return { of: 'flags', test };
}
