/**
 * A file that cannot be read as the command stands: something must be added to it, or another file given.
 * The message is a sentence for the officer who has the file, and says what was found and what to add.
 */
export class NotReadable extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'NotReadable'
  }
}
