/** An export that cannot be made as the command stands. The message is a sentence that says what to change. */
export class NotWritable extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'NotWritable'
  }
}
