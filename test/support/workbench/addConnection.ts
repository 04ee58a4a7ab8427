import type { Workbench } from '../workbench.ts';

/** An answer to one step: a text that is typed, or the label of a choice. */
export type Answer = { readonly type: string } | { readonly pick: string };

/** Answers questions one after the other, each when its step is shown: `(2/6)`. */
export async function answerSteps(workbench: Workbench, title: string, answers: readonly Answer[], from = 1): Promise<void> {
  for (const [at, answer] of answers.entries()) {
    const { quickInput } = workbench;
    await quickInput.step(`${title} (${at + from}/`);
    if ('type' in answer) {
      await quickInput.type(answer.type);
      await quickInput.accept();
    } else await quickInput.pick(answer.pick);
  }
}

/** Adds a device of another host that speaks MQTT without TLS, under the name of its ID. */
export function hostAnswers(host: string, org: string, token: string, next: string): readonly Answer[] {
  return [
    { pick: 'Another Host' },
    { pick: 'Device' },
    { type: host },
    { type: org },
    { type: 'thermostat' },
    { type: 't-100' },
    { pick: 'MQTT without TLS' },
    { type: token },
    { type: 't-100' },
    { pick: next },
  ];
}
