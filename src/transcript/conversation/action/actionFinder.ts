import type { KindName } from '../../../wiotp/catalog.ts';
import type { MessageEvent } from '../event.ts';
import { deviceOf, reqIdOf } from '../exchange.ts';
import type { Course } from './course.ts';
import { FirmwareCourse } from './firmwareCourse.ts';
import type { Came, Happened, Said } from './happened.ts';
import { ObservationCourse } from './observationCourse.ts';
import { RestartCourse } from './restartCourse.ts';
import { SingleCourse } from './singleCourse.ts';

/** One action of Device Management. */
export interface Action {
  /** The device that it is about, as `deviceOf` tells it. */
  readonly device: string;
  readonly course: Pick<Course, 'title' | 'members' | 'next' | 'isComplete' | 'shortfall'>;
}

const restarts: ReadonlySet<KindName> = new Set<KindName>(['dm.reboot', 'dm.factoryReset']);

/** The latest actions of one device that take more than an answer. */
interface Running {
  restart?: RestartCourse;
  firmware?: FirmwareCourse;
  observation?: ObservationCourse;
}

/** Finds the actions in what happened between one client and the platform, one event at a time. Takes time for each event once. */
export class ActionFinder {
  readonly #actions: Action[] = [];
  readonly #running = new Map<string, Running>();
  readonly #requests = new Map<number, { readonly course: Course; readonly request: Said }>();
  /** The requests that wait, by the answer that they wait for. */
  readonly #open = new Map<string, Set<number>>();
  /** The connection has ended, and none has opened since. */
  #isAway = false;

  /** What was found so far, in the order in which it began. */
  get actions(): readonly Action[] {
    return this.#actions;
  }

  /** The action that an event belongs to. What happened to a connection may belong to several: then the latest. */
  actionOf(id: number): Action | undefined {
    return this.#actions.findLast(({ course }) => course.members.some(({ event }) => event.id === id));
  }

  /** Takes the next event. */
  take(happened: Happened): void {
    if (happened.event.type === 'connection') this.#came(happened as Came);
    else this.#said(happened as Said);
  }

  /** A connection is the client's own: actions on devices that it speaks for go on without it. */
  #came(came: Came): void {
    if (came.event.event === 'open' || came.event.event === 'closed') this.#isAway = came.event.event === 'closed';
    const { restart, firmware } = this.#runningOf('');
    restart?.came(came);
    firmware?.came(came);
  }

  #said(said: Said): void {
    if (said.event.kind?.answer === undefined) return this.#answered(said);
    const course = this.#courseOf(said);
    this.#requests.set(said.event.id, { course, request: said });
    if (reqIdOf(said.event) === undefined) return;
    const key = awaited(said.event, said.event.kind.answer.kind);
    this.#open.set(key, (this.#open.get(key) ?? new Set()).add(said.event.id));
  }

  #answered(answer: Said): void {
    const asked = this.#requests.get(answer.answers ?? -1);
    if (asked === undefined) return this.#strayed(answer);
    const { course, request } = asked;
    this.#open.get(awaited(answer.event, answer.event.kind?.name))?.delete(request.event.id);
    course.answered(answer, request);
  }

  /** An answer whose reqId cannot be read is meant for the only request that waits, most likely. */
  #strayed({ event, answers }: Said): void {
    const open = this.#open.get(awaited(event, event.kind?.name));
    if (answers !== undefined || reqIdOf(event) !== undefined || open?.size !== 1) return;
    const [request] = open;
    if (request !== undefined) this.#requests.get(request)?.course.strayed({ event });
  }

  #courseOf(said: Said): Course {
    const device = deviceOf(said.event);
    const running = this.#runningOf(device);
    const { restart, firmware, observation } = running;
    const taker = [restart, firmware, observation].find((course) => course?.takes(said));
    if (taker !== undefined) return taker;
    const name = said.event.kind?.name;
    if (name !== undefined && restarts.has(name)) {
      restart?.leave();
      return this.#begun(device, (running.restart = new RestartCourse(said, this.#isAway)));
    }
    if (FirmwareCourse.begins(said)) {
      firmware?.leave();
      const begun = this.#begun(device, (running.firmware = new FirmwareCourse()));
      begun.takes(said);
      return begun;
    }
    if (name === 'dm.observe') {
      observation?.leave();
      return this.#begun(device, (running.observation = new ObservationCourse(said)));
    }
    return this.#begun(device, new SingleCourse(said));
  }

  #begun<C extends Course>(device: string, course: C): C {
    this.#actions.push({ device, course });
    return course;
  }

  #runningOf(device: string): Running {
    const known = this.#running.get(device) ?? {};
    this.#running.set(device, known);
    return known;
  }
}

/** An answer of a kind about the device of a message. */
function awaited(event: MessageEvent, kind: KindName | undefined): string {
  return `${kind ?? ''} ${deviceOf(event)}`;
}
