import { alternatives } from '../../../lint/wording.ts';
import { firmwareFailures } from '../../../wiotp/codes/firmwareFailures.ts';
import { isOfFirmware } from '../attributes.ts';
import { rcOf, succeeded } from '../exchange.ts';
import { ends, isFailure, type FirmwareActionType } from '../rules/firmwareOrder.ts';
import { firmwareReports } from '../rules/firmwareReport.ts';
import { Asked } from './asked.ts';
import { awaitedAnswer } from './awaited.ts';
import type { Course, Expected } from './course.ts';
import type { Came, Happened, Said } from './happened.ts';
import { OpenAnswers } from './openAnswers.ts';

/** How far the firmware is: prepared, asked for, taken on by the device, under way, at its end, given up by the platform, or over. */
type Stage = 'prepared' | 'observed' | 'asked' | 'accepted' | 'begun' | 'ended' | 'cancelled' | 'over';

/** Firmware download or update, from the first preparation to the end of the observation [D-req]. */
export class FirmwareCourse implements Course {
  readonly members: Happened[] = [];
  readonly #open = new OpenAnswers();
  #stage: Stage = 'prepared';
  #type: FirmwareActionType | undefined;
  #action: Asked | undefined;
  #observes = false;
  #failure: number | undefined;
  #isDone = false;

  /** Whether a message begins a course of its own. */
  static begins({ event }: Said): boolean {
    const name = event.kind?.name;
    return (
      name === 'dm.firmwareDownload' ||
      name === 'dm.firmwareUpdate' ||
      ((name === 'dm.deviceUpdate' || name === 'dm.observe') && isOfFirmware(event.payload))
    );
  }

  get title(): string {
    return this.#type === undefined ? 'Firmware action' : `Firmware ${this.#type}`;
  }

  get next(): Expected | undefined {
    if (this.#stage === 'over') return undefined;
    return this.#open.next ?? this.#nextStep();
  }

  get isComplete(): boolean {
    return this.#stage === 'over' && this.#isDone && this.#action?.wentWell === true;
  }

  get shortfall(): string | undefined {
    return this.#action?.shortfall;
  }

  answered(answer: Said, request: Said): void {
    const isOver = this.#stage === 'over';
    // The action's own answer may come when all the rest is over.
    if (isOver && !(request === this.#action?.request && this.#action.lacksAnswer)) return;
    this.members.push(answer);
    if (isOver) return this.#action?.answered(answer);
    this.#open.answered(request.event.id);
    const isWell = succeeded({ rc: rcOf(answer.event) });
    const name = request.event.kind?.name;
    if (name === 'dm.cancel') this.#stage = 'over';
    else if (name === 'dm.deviceUpdate' && !isWell) this.#stage = 'over';
    else if (name === 'dm.observe') this.#observed(isWell);
    else if (request === this.#action?.request) this.#accepted(this.#action, answer);
  }

  strayed(answer: Said): void {
    if (this.#stage !== 'over') this.members.push(answer);
  }

  takes(said: Said): boolean {
    if (this.#stage === 'over' || !this.#belongs(said)) return false;
    this.members.push(said);
    this.#open.asked(said);
    return true;
  }

  came(came: Came): void {
    if (this.#stage !== 'over') this.members.push(came);
  }

  leave(): void {
    this.#stage = 'over';
  }

  #belongs(said: Said): boolean {
    const name = said.event.kind?.name;
    if (name === 'dm.deviceUpdate') return this.members.length === 0 && isOfFirmware(said.event.payload);
    if (name === 'dm.observe') return this.#preparedBy(said);
    if (name === 'dm.firmwareDownload') return this.#asked(said, 'download');
    if (name === 'dm.firmwareUpdate') return this.#asked(said, 'update');
    if (name === 'dm.notify') return this.#notified(said);
    if (name === 'dm.cancel') return this.#cancelled(said);
    // A device that installs restarts, and manages again with the new version.
    return name === 'dm.manage' && this.#type === 'update' && this.#stage !== 'asked';
  }

  #preparedBy({ event }: Said): boolean {
    if (this.#observes || this.#action !== undefined || !isOfFirmware(event.payload)) return false;
    this.#observes = true;
    return true;
  }

  #asked(said: Said, type: FirmwareActionType): boolean {
    if (this.#action !== undefined) return false;
    this.#action = new Asked(said);
    this.#type = type;
    this.#stage = 'asked';
    return true;
  }

  #observed(isWell: boolean): void {
    if (!isWell) this.#stage = 'over';
    else if (this.#stage === 'prepared') this.#stage = 'observed';
  }

  #accepted(action: Asked, answer: Said): void {
    action.answered(answer);
    if (!action.wentWell) this.#stage = this.#observes ? 'ended' : 'over';
    else if (this.#stage === 'asked') this.#stage = 'accepted';
  }

  #notified({ event }: Said): boolean {
    if (!isOfFirmware(event.payload)) return false;
    const type = this.#type;
    // Before the action is asked for, a report only tells how the device is.
    if (type === undefined) return true;
    for (const report of firmwareReports(event)) {
      if (isFailure(report.updateStatus)) this.#failure = report.updateStatus;
      const isAtEnd = ends({ type, stateThen: undefined, ...(this.#failure === undefined ? {} : { failure: this.#failure }) }, report);
      if (isAtEnd && (type === 'download' || this.#stage === 'begun' || this.#failure !== undefined)) {
        this.#stage = 'ended';
        this.#isDone = this.#failure === undefined;
      } else if (this.#stage !== 'ended' && this.#stage !== 'cancelled') this.#stage = 'begun';
    }
    return true;
  }

  #cancelled(said: Said): boolean {
    if (!isOfFirmware(said.event.payload)) return false;
    this.#stage = awaitedAnswer(said.event) === undefined ? 'over' : 'cancelled';
    return true;
  }

  #nextStep(): Expected | undefined {
    const from = 'device';
    switch (this.#stage) {
      case 'prepared':
        return { from: 'platform', text: 'The platform observes mgmt.firmware, then asks for the download or the update.' };
      case 'observed':
        return { from: 'platform', text: 'The platform asks for the download or the update.' };
      case 'accepted':
        return this.#type === 'update'
          ? { from, text: 'The device notifies that it installs: updateStatus 1 (in progress).' }
          : { from, text: 'The device notifies that it downloads: state 1 (downloading).' };
      case 'begun':
        return this.#type === 'update'
          ? {
              from,
              text: `The device notifies the end: state 0 with updateStatus 0 (success), or updateStatus ${alternatives(firmwareFailures.update)} when it fails.`,
            }
          : {
              from,
              text: `The device notifies the end: state 2 (downloaded), or state 0 with updateStatus ${alternatives(firmwareFailures.download)} when it fails.`,
            };
      case 'ended':
        return { from: 'platform', text: 'The platform cancels the observation of mgmt.firmware.' };
      case 'asked':
      case 'cancelled':
      case 'over':
        return undefined;
    }
  }
}
