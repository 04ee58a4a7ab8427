import type { Workbench } from '../workbench.ts';

/** The answers to the questions about a message, in their order; what is left out is not asked, or left open. */
export interface MessageAnswers {
  readonly name: string;
  /** `type:id` */
  readonly device?: string;
  readonly format?: string;
  readonly payload?: string;
  readonly qos?: 0 | 1 | 2;
}

/** The questions that *Publish Event…* and its like ask, up to the one that shows the message. */
export class PublishQuestions {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** Answers as far as is told. */
  async answer({ name, device, format, payload, qos }: MessageAnswers): Promise<void> {
    let step = 1;
    await this.#type(name, step++);
    if (device !== undefined) await this.#type(device, step++);
    if (format !== undefined) await this.#type(format, step++);
    if (payload !== undefined) await this.#payload(payload, step++);
    if (qos === undefined) return this.#at(step);
    await this.#at(step++);
    await this.#workbench.quickInput.pick(`QoS ${qos}`);
    await this.#at(step);
  }

  /** Where something is offered, a payload is typed only after that was chosen. */
  async #payload(payload: string, step: number): Promise<void> {
    const { quickInput } = this.#workbench;
    await this.#at(step);
    const choice = quickInput.row('Type a payload…');
    const prompt = this.#workbench.page.locator('.quick-input-message', { hasText: 'Payload, at most' });
    await choice.or(prompt).first().waitFor();
    if (await choice.isVisible()) await quickInput.pick('Type a payload…');
    await prompt.waitFor();
    await quickInput.type(payload);
    await quickInput.accept();
  }

  /** What is typed into a list becomes an entry of it a moment later. */
  async #type(text: string, step: number): Promise<void> {
    const { quickInput, page } = this.#workbench;
    await this.#at(step);
    await quickInput.type(text);
    const entry = quickInput.row(text);
    await entry.or(page.locator('.quick-input-message:visible')).first().waitFor();
    if (await entry.isVisible()) await quickInput.pick(text);
    else await quickInput.accept();
  }

  async #at(step: number): Promise<void> {
    await this.#workbench.quickInput.step(`(${step}/`);
  }
}
