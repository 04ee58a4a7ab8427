import type { MessageEvent } from '../event.ts';

/** What a request asks for, in a few words: `Reboot`, `Custom action example/ping`. */
export function actionTitle({ kind, topic, parts }: MessageEvent): string {
  if (kind === undefined) return topic;
  const { bundleId, actionId } = parts;
  if (bundleId !== undefined && actionId !== undefined) return `Custom action ${bundleId}/${actionId}`;
  return kind.name === 'dm.manage' || kind.name === 'dm.unmanage' ? kind.title : kind.title.replace(/ request$/, '');
}
