import type { ComponentChildren } from 'preact';
import type { PendingRow } from '../../../rpc/log/logContract.ts';
import type { LogMessage } from '../../../rpc/log/traffic.ts';
import { Icon, IconButton } from '../../iconButton.tsx';
import { answerText, awaitsAnswer, kindOf, kindTitle } from '../list/rowText.ts';
import { MenuButton } from '../../menu/menuButton.tsx';
import { severityIcon } from '../../severityIcon.ts';
import { visibleStart } from '../../text/visibleText.ts';
import type { DetailActions } from './detailActions.ts';
import { factsOf } from './facts.ts';
import type { Opened } from './openMessage.ts';
import { Payload } from './payload.tsx';
import type { TabChoices } from './payloadTabs.ts';
import { rowActions } from './rowActions.ts';

/** Longer texts are cut here: a line of 64 KB would hold up the view. Copying gives them whole. */
const mostCharacters = 2_000;

interface DetailProps {
  readonly opened: Opened;
  /** The request that the message is, if that waits for the reader's answer. */
  readonly waits: PendingRow | undefined;
  readonly tabs: TabChoices;
  readonly actions: DetailActions;
}

/** Everything about one message. */
export function Detail({ opened, waits, tabs, actions }: DetailProps) {
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
      <Title text={titleOf(message)} close={actions.close}>
        <GoToPartner message={message} select={actions.select} />
        <Actions message={message} run={actions.run} />
      </Title>
      <div class="facts-pane">
        <p class="summary">{summaryOf(message)}</p>
        {message.topic !== '' && <Topic topic={message.topic} copy={actions.copy} />}
        <dl class="facts">
          {factsOf(message).map(({ name, value, wide }) => (
            <div class={wide ? 'fact wide' : 'fact'}>
              <dt>{name}</dt>
              <dd>{shown(value)}</dd>
            </div>
          ))}
          <Partner message={message} />
        </dl>
        {waits !== undefined && <Answer answer={() => actions.answer(waits)} />}
        {message.event?.attempt !== undefined && <Register attempt={message.event.attempt} register={actions.register} />}
        <Findings findings={message.findings} />
      </div>
      {hasPayload(message) && <Payload key={message.seq} topic={message.topic} payload={message.payload} tabs={tabs} actions={actions} />}
    </div>
  );
}

function shown(text: string): string {
  return visibleStart(text, mostCharacters);
}

function Title({ text, close, children }: { readonly text: string; readonly close: () => void; readonly children?: ComponentChildren }) {
  return (
    <div class="title">
      <h2>{text}</h2>
      {children}
      <IconButton icon="close" name="Close the Detail (Escape)" press={close} />
    </div>
  );
}

/** The actions that are wanted most as buttons, the others in a menu. */
function Actions({ message, run }: { readonly message: LogMessage; readonly run: DetailActions['run'] }) {
  const all = rowActions(message);
  const more = all.filter(({ icon }) => icon === undefined);
  return (
    <>
      {all.map(({ icon, title, command }) =>
        icon === undefined ? null : <IconButton icon={icon} name={title} press={() => run(command, message.seq)} />,
      )}
      {more.length > 0 && (
        <MenuButton name="More Actions" items={more.map(({ title, command }) => ({ title, run: () => run(command, message.seq) }))} />
      )}
    </>
  );
}

function titleOf(message: LogMessage): string {
  return message.marker === undefined ? kindTitle(message) : 'Marker';
}

function summaryOf(message: LogMessage): string {
  if (message.marker !== undefined) return 'A cut that you made in the log.';
  return kindOf(message)?.summary ?? 'The platform knows no such topic.';
}

function hasPayload({ event, marker }: LogMessage): boolean {
  return event === undefined && marker === undefined;
}

function Topic({ topic, copy }: { readonly topic: string; readonly copy: DetailActions['copy'] }) {
  return (
    <div class="topic-line">
      <code>{shown(topic)}</code>
      <IconButton icon="copy" name="Copy the Topic" press={() => copy(topic, 'Topic')} />
    </div>
  );
}

function Partner({ message }: { readonly message: LogMessage }) {
  const text = answerText(message);
  if (text === '') return null;
  return (
    <div class="fact wide">
      <dt>Answer</dt>
      <dd>
        <span class={awaitsAnswer(message) ? 'waiting' : ''}>{text}</span>
      </dd>
    </div>
  );
}

function GoToPartner({ message: { seq, partner }, select }: { readonly message: LogMessage; readonly select: (seq: number) => void }) {
  if (partner === undefined) return null;
  return (
    <IconButton
      icon="arrow-swap"
      name={partner.seq > seq ? 'Go to Answer (R in the list)' : 'Go to Request (R in the list)'}
      press={() => select(partner.seq)}
    />
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
