import type { PendingRow } from '../../rpc/logContract.ts';
import type { LogMessage } from '../../rpc/traffic.ts';
import { Icon, IconButton } from '../iconButton.tsx';
import { answerText, awaitsAnswer, kindOf, kindTitle } from '../list/rowText.ts';
import { severityIcon } from '../severityIcon.ts';
import { visibleStart } from '../text/visibleText.ts';
import type { DetailActions } from './detailActions.ts';
import { factsOf } from './facts.ts';
import type { Opened } from './openMessage.ts';
import { Payload } from './payload.tsx';
import type { PayloadTab } from './payloadView.ts';

/** Longer texts are cut here: a line of 64 KB would hold up the view. Copying gives them whole. */
const mostCharacters = 2_000;

interface DetailProps {
  readonly opened: Opened;
  /** The request that the message is, if that waits for the reader's answer. */
  readonly waits: PendingRow | undefined;
  readonly tab: PayloadTab;
  readonly actions: DetailActions;
}

/** Everything about one message. */
export function Detail({ opened, waits, tab, actions }: DetailProps) {
  if (!('message' in opened)) {
    return (
      <div class="detail-content">
        <Title text={opened.missing === 'gone' ? 'No longer in the log' : 'Could not be loaded'} close={actions.close} />
        <p class="summary">{opened.missing === 'gone' ? 'This message was removed from the log.' : 'The error is shown above the list.'}</p>
      </div>
    );
  }
  const { message } = opened;
  return (
    <div class="detail-content">
      <Title text={kindTitle(message)} close={actions.close} />
      <div class="facts-pane">
        <p class="summary">{kindOf(message)?.summary ?? 'The platform knows no such topic.'}</p>
        {message.topic !== '' && <Topic topic={message.topic} copy={actions.copy} />}
        <dl class="facts">
          {factsOf(message).map(({ name, value, wide }) => (
            <div class={wide ? 'fact wide' : 'fact'}>
              <dt>{name}</dt>
              <dd>{shown(value)}</dd>
            </div>
          ))}
          <Partner message={message} select={actions.select} />
        </dl>
        {waits !== undefined && <Answer answer={() => actions.answer(waits)} />}
        {message.event?.attempt !== undefined && <Register attempt={message.event.attempt} register={actions.register} />}
        <Findings findings={message.findings} />
      </div>
      {message.event === undefined && <Payload key={message.seq} payload={message.payload} tab={tab} actions={actions} />}
    </div>
  );
}

function shown(text: string): string {
  return visibleStart(text, mostCharacters);
}

function Title({ text, close }: { readonly text: string; readonly close: () => void }) {
  return (
    <div class="title">
      <h2>{text}</h2>
      <IconButton icon="close" name="Close the Detail (Escape)" press={close} />
    </div>
  );
}

function Topic({ topic, copy }: { readonly topic: string; readonly copy: DetailActions['copy'] }) {
  return (
    <div class="topic-line">
      <code>{shown(topic)}</code>
      <IconButton icon="copy" name="Copy the Topic" press={() => copy(topic, 'Topic')} />
    </div>
  );
}

function Partner({ message, select }: { readonly message: LogMessage; readonly select: (seq: number) => void }) {
  const text = answerText(message);
  if (text === '') return null;
  const { partner } = message;
  return (
    <div class="fact wide">
      <dt>Answer</dt>
      <dd>
        <span class={awaitsAnswer(message) ? 'waiting' : ''}>{text}</span>
        {partner !== undefined && (
          <button type="button" class="link" onClick={() => select(partner.seq)}>
            {partner.seq > message.seq ? 'Go to answer' : 'Go to request'}
          </button>
        )}
      </dd>
    </div>
  );
}

/** Of a request that came over a connection of the reader's own and waits. */
function Answer({ answer }: { readonly answer: () => void }) {
  return (
    <p class="register">
      <button type="button" class="button" onClick={answer}>
        Answer…
      </button>
      <span>The platform waits for your answer.</span>
    </p>
  );
}

/** Of a client that was refused only because nobody knows it. */
function Register({ attempt, register }: { readonly attempt: string; readonly register: DetailActions['register'] }) {
  return (
    <p class="register">
      <button type="button" class="button" onClick={() => register(attempt)}>
        Register This Device
      </button>
      <span>
        It keeps the token that it just sent, of which the platform has a hash only: nobody here knows it, and code for the device has to be
        given another. Its next attempt is accepted.
      </span>
    </p>
  );
}

function Findings({ findings }: { readonly findings: LogMessage['findings'] }) {
  if (findings.length === 0) return null;
  return (
    <ul class="findings" aria-label="Problems">
      {findings.map(({ rule, severity, message }) => (
        <li data-severity={severity}>
          <Icon name={severityIcon(severity)} />
          <span>
            <span class="unseen">{severity}: </span>
            {shown(message)} <span class="rule">{shown(rule)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
