import type { Subscription } from '../../../profiles/profile.ts';
import type { SessionSettings } from '../../../profiles/sessionSettings.ts';
import { shownText } from '../../../wiotp/shownText.ts';
import { topicUserOfClient } from '../../../profiles/topicUser.ts';
import { topicFault, type TopicFault } from '../../../wiotp/topics/topicFault.ts';
import { firstFailure, reasonCode, shownCode } from '../../session/reasonCode.ts';
import { abandonable } from '../abandonable.ts';
import { fact, passed, skipped, withStop, withWarnings, type Fact, type Finding, type Warning } from '../finding.ts';
import { ExchangeEnd, type DoctorExchange } from '../mqtt/doctorExchange.ts';
import type { Suback } from '../mqtt/answers.ts';
import type { Patient } from '../patient.ts';

/** Makes the subscriptions of the profile, one after the other, so that each has a result of its own. */
export async function examineSubscribe(patient: Patient, signal: AbortSignal): Promise<Finding> {
  const { settings, exchange } = patient;
  const { subscriptions, cleanSession } = settings;
  if (exchange === undefined || subscriptions.length === 0) return skipped('The profile has no subscriptions.');
  const facts: Fact[] = [];
  const refused: Warning[] = [];
  const made: string[] = [];
  for (const subscription of subscriptions) {
    const { filter } = subscription;
    try {
      const suback = await abandonable(exchange.subscribe(subscription), signal);
      facts.push(fact(shownText(filter), outcome(suback, subscription)));
      if (suback.code < firstFailure) made.push(filter);
      else refused.push(refusedBecause(patient, subscription, suback));
    } catch (error) {
      signal.throwIfAborted();
      return await closedAfter(patient, subscription, error, facts);
    }
  }
  if (!cleanSession && !patient.sessionPresent) await tidyUp(exchange, made, signal);
  if (refused.length === 0) return withWarnings(passed('The server grants every subscription.', facts), lowered(facts));
  const [text, advice] = [refused.map((each) => each.text).join(' '), [...new Set(refused.map((each) => each.advice))].join(' ')];
  return { result: 'failed', text, advice, facts };
}

/** A lasting session that begins with this examination must not gather messages afterwards. */
async function tidyUp(exchange: DoctorExchange, filters: readonly string[], signal: AbortSignal): Promise<void> {
  for (const filter of filters) await abandonable(exchange.unsubscribe(filter), signal).catch(() => signal.throwIfAborted());
}

function outcome({ code, reason }: Suback, { qos }: Subscription): string {
  const said = reason === undefined ? '' : `: ${shownText(reason)}`;
  if (code >= firstFailure) return `refused (${shownCode(code)})${said}`;
  return code < qos ? `granted with QoS ${code}${lowerMark}${qos}` : `granted with QoS ${code}`;
}

const lowerMark = ' instead of ';

function lowered(facts: readonly Fact[]): readonly Warning[] {
  if (!facts.some(({ value }) => value.includes(lowerMark))) return [];
  return [{ text: 'Some of them with a lower QoS than asked for.', advice: 'Expect messages to be lost when the connection breaks.' }];
}

function refusedBecause({ settings }: Patient, { filter }: Subscription, { code, reason }: Suback): Warning {
  const fault = faultOf(settings, filter);
  const said = reason === undefined ? '' : ` The server says: ${withStop(shownText(reason))}`;
  const { meaning, advice } = reasonCode(code);
  const why = fault === undefined ? `The server refuses ${shownText(filter)}: ${meaning} (${shownCode(code)}).` : fault.reason;
  return { text: `${why}${said}`, advice: fault?.advice ?? advice };
}

/** The platform closes the connection for a filter that is not the client's [D-mqtt, PX-mqtt]. */
async function closedAfter(patient: Patient, { filter }: Subscription, error: unknown, before: readonly Fact[]): Promise<Finding> {
  const facts = [...before, fact(shownText(filter), 'the connection was closed')];
  const told = await patient.explanation();
  const fault = faultOf(patient.settings, filter);
  if (told?.reason !== undefined) {
    const advice = told.advice ?? fault?.advice;
    return { result: 'failed', text: withStop(told.reason), ...(advice === undefined ? {} : { advice }), facts };
  }
  const said = error instanceof ExchangeEnd && error.said !== undefined ? ` ${meaningOf(error.said)}` : '';
  return {
    result: 'failed',
    text: `The server closed the connection right after SUBSCRIBE to ${shownText(filter)}.${said}${fault === undefined ? '' : ` ${fault.reason}`}`,
    advice: fault?.advice ?? 'Take the filter out of the profile, and check whether another client uses the same client ID.',
    facts,
  };
}

/** Only the platform has these rules; another broker has its own. */
function faultOf({ identity, isPlatform, mqttVersion }: SessionSettings, filter: string): TopicFault | undefined {
  return isPlatform ? topicFault(topicUserOfClient(identity), 'subscribe', filter, { mqtt: mqttVersion }) : undefined;
}

function meaningOf({ code, reason }: Suback): string {
  return `It says: ${reasonCode(code).meaning} (${shownCode(code)})${reason === undefined ? '.' : `, ${withStop(shownText(reason))}`}`;
}
