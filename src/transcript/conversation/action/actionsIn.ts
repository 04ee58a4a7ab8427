import type { KindName } from '../../../wiotp/catalog.ts';
import { deviceOf } from '../exchange.ts';
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
  readonly course: Pick<Course, 'title' | 'members' | 'next' | 'isComplete'>;
}

/** The actions in what happened between one client and the platform, in the order in which they began. Takes time for each event once. */
export function actionsIn(all: Iterable<Happened>): readonly Action[] {
  const finder = new ActionFinder();
  for (const happened of all) finder.take(happened);
  return finder.actions;
}

/** The action that an event belongs to. What happened to a connection may belong to several: then the latest. */
export function actionOf(all: Iterable<Happened>, id: number): Action | undefined {
  return actionsIn(all).findLast(({ course }) => course.members.some(({ event }) => event.id === id));
}

const restarts: ReadonlySet<KindName> = new Set<KindName>(['dm.reboot', 'dm.factoryReset']);

/** The latest actions of one device that take more than an answer. */
interface Running {
  restart?: RestartCourse;
  firmware?: FirmwareCourse;
  observation?: ObservationCourse;
}

class ActionFinder {
  readonly actions: Action[] = [];
  readonly #running = new Map<string, Running>();
  readonly #requests = new Map<number, { readonly course: Course; readonly request: Said }>();

  take(happened: Happened): void {
    if (happened.event.type === 'connection') this.#came(happened as Came);
    else this.#said(happened as Said);
  }

  /** A connection is the client's own: actions on devices that it speaks for go on without it. */
  #came(came: Came): void {
    const { restart, firmware } = this.#runningOf('');
    restart?.came(came);
    firmware?.came(came);
  }

  #said(said: Said): void {
    if (said.event.kind?.answer === undefined) return this.#answered(said);
    const course = this.#courseOf(said);
    this.#requests.set(said.event.id, { course, request: said });
  }

  #answered(answer: Said): void {
    const asked = this.#requests.get(answer.answers ?? -1);
    asked?.course.answered(answer, asked.request);
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
      return this.#begun(device, (running.restart = new RestartCourse(said)));
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
    this.actions.push({ device, course });
    return course;
  }

  #runningOf(device: string): Running {
    const known = this.#running.get(device) ?? {};
    this.#running.set(device, known);
    return known;
  }
}
