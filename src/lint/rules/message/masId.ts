import type { MessageRule } from './facts.ts';

/** `message/mas-id`: the suite's documents do not name the dot among the characters of an ID [MAS], the others do [D-conn]. */
export const masId: MessageRule = ({ match, options }) => {
  if (options.limits !== 'mas' || match === undefined) return undefined;
  const { typeId = '', deviceId = '' } = match.parts;
  const what = typeId.includes('.') ? 'device type' : deviceId.includes('.') ? 'device ID' : undefined;
  if (what === undefined) return undefined;
  return {
    rule: 'message/mas-id',
    message: `The ${what} has a dot in it. The documents of Maximo Application Suite do not allow it, though the classic service does. Use "-" or "_".`,
    part: 'topic',
  };
};
