/** A topic taken apart where the device is named: `iot-2`, the device if it is named there, and what comes after it. */
export interface TopicForm {
  readonly first: string;
  readonly device?: { readonly typeId: string; readonly deviceId: string };
  readonly below: readonly string[];
}

/** Takes any topic or filter apart; a device is named by `type/…/id/…` after the first level. */
export function formOf(topic: string): TopicForm {
  const [first = '', ...below] = topic.split('/');
  const [type, typeId, id, deviceId, ...rest] = below;
  if (type !== 'type' || id !== 'id' || typeId === undefined || deviceId === undefined) return { first, below };
  return { first, device: { typeId, deviceId }, below: rest };
}

/** The topic as devices write it. */
export function shortForm({ first, below }: TopicForm): string {
  return [first, ...below].join('/');
}

/** The topic as gateways and applications write it; where the form names no device, `fallback` stands for type and ID. */
export function longForm({ first, device, below }: TopicForm, fallback: { readonly typeId: string; readonly deviceId: string }): string {
  const { typeId, deviceId } = device ?? fallback;
  return [first, 'type', typeId, 'id', deviceId, ...below].join('/');
}

/** Stands for a device that a topic does not name. */
export const anyDevice = {
  publish: { typeId: 'mytype', deviceId: 'mydevice' },
  subscribe: { typeId: '+', deviceId: '+' },
} as const;
