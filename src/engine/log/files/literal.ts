/** A text as a transcript has to write it, where `${` begins a variable. */
export function toLiteral(text: string): string {
  return text.includes('${') ? text.replaceAll('${', '$$$${') : text;
}

/** What a text of a transcript says where it has no variables: the opposite of {@link toLiteral}. */
export function fromLiteral(text: string): string {
  return text.includes('$${') ? text.replaceAll('$${', '$${') : text;
}
