/** Small devices have buffers of 256 bytes for a whole packet [GH pubsubclient#193]. */
const longest = 120;

/** The first sentence of a text, cut to what small devices can take. */
export function answerMessage(text: string): string {
  const [sentence = ''] = text.split(/(?<=[.!?])\s/, 1);
  return sentence.length > longest ? `${sentence.slice(0, longest - 1)}…` : sentence;
}
