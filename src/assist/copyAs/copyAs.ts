import type { Qos } from '../../wiotp/message.ts';
import { arduinoCode } from './cpp.ts';
import { cCode } from './c.ts';
import { microPythonCode } from './micropython.ts';
import { pythonCode } from './python.ts';
import { wireBytes, wireMessage, type WireMessage } from './wireMessage.ts';

/** The languages a message can be copied as. */
export const codeLanguages = ['c', 'cpp', 'micropython', 'python'] as const;
export type CodeLanguage = (typeof codeLanguages)[number];

/** A message to be written in code. */
export interface CodeMessage {
  readonly topic: string;
  /** The payload as it stands in a file or goes over the wire. JSON is sent without the white space between its parts. */
  readonly text: string;
  /** By default 0. */
  readonly qos?: Qos;
}

/** Code that publishes the message, with the exact size of its packet and the buffer a small client needs for it. Takes any text at all. */
export function copyAs(language: CodeLanguage, { topic, text, qos = 0 }: CodeMessage): string {
  const { write, mostQos } = writers[language];
  return write(wireMessage({ topic, text, qos: qos < mostQos ? qos : mostQos }));
}

/** Code in C that publishes a payload byte by byte, also one that is no text. */
export function copyBytesAsC({ topic, bytes, qos }: { readonly topic: string; readonly bytes: Uint8Array; readonly qos: Qos }): string {
  return cCode(wireBytes({ topic, bytes, qos }));
}

interface Writer {
  readonly write: (message: WireMessage) => string;
  /** The highest that the language's usual client sends with. */
  readonly mostQos: Qos;
}

const writers: Readonly<Record<CodeLanguage, Writer>> = {
  c: { write: cCode, mostQos: 2 },
  cpp: { write: arduinoCode, mostQos: 0 },
  micropython: { write: microPythonCode, mostQos: 1 },
  python: { write: pythonCode, mostQos: 2 },
};
