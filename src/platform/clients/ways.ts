import type { Refusal } from '../../wiotp/refusal.ts';
import type { Permit } from '../access/permit.ts';
import type { Quotas } from '../quota/quotas.ts';
import type { RateMeter } from '../quota/rateMeter.ts';
import { deviceIn } from '../routing/subscriptions.ts';
import type { TopicForm } from '../routing/topicForm.ts';
import type { Inlet, Intake } from './intake.ts';

/** Where messages of one client on one topic go, or why they may not. */
export type Way = { readonly refusal?: undefined; readonly inlet: Inlet; readonly commands?: RateMeter } | { readonly refusal: Refusal };

/** What ways are made of. */
export interface WaySurroundings {
  readonly permit: Permit;
  readonly form: TopicForm;
  readonly intake: Intake;
  readonly quotas: Quotas;
  /** Whether commands count against the rate of their device. */
  readonly countsCommands: boolean;
}

/** How long all known topics together may be before they are looked up anew: thousands of usual ones, few of 65,535 bytes. */
const mostCharacters = 256 * 1024;

/** The ways of one client, looked up once for each topic: what is said of a topic holds until the permit changes. */
export class Ways {
  readonly #surroundings: WaySurroundings;
  readonly #known = new Map<string, Way>();
  #characters = 0;
  #version: number;

  constructor(surroundings: WaySurroundings) {
    this.#surroundings = surroundings;
    this.#version = surroundings.permit.version;
  }

  /** The way of a topic as the client writes it. */
  of(topic: string): Way {
    const known = this.#known.get(topic);
    if (known !== undefined && this.#version === this.#surroundings.permit.version) return known;
    const way = this.#find(topic);
    const { version } = this.#surroundings.permit;
    this.#characters += topic.length;
    if (this.#version !== version || this.#characters > mostCharacters) {
      this.#known.clear();
      this.#characters = topic.length;
    }
    this.#version = version;
    this.#known.set(topic, way);
    return way;
  }

  #find(topic: string): Way {
    const { permit, form, intake } = this.#surroundings;
    const refusal = permit.refusal('publish', topic);
    if (refusal !== undefined) return { refusal };
    const longTopic = form.toLong(topic);
    const inlet = intake.inlet(longTopic);
    const commands = this.#commandMeter(longTopic);
    return commands === undefined ? { inlet } : { inlet, commands };
  }

  #commandMeter(longTopic: string): RateMeter | undefined {
    const { countsCommands, quotas } = this.#surroundings;
    const device = countsCommands && longTopic.split('/', 6)[5] === 'cmd' ? deviceIn(longTopic) : undefined;
    return device === undefined ? undefined : quotas.ofCommands(device);
  }
}
