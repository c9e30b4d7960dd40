import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

/**
 * Makes the check of what a route declares to be asked with. Nothing is converted: what stands in an address is
 * declared as the text it is.
 */
export const validate: FastifySchemaCompiler<TSchema> = ({ schema }) => {
  const type = Compile(schema)
  return (value) => (type.Check(value) ? { value } : { error: type.Errors(value) })
}
