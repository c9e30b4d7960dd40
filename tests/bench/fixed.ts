import Fastify from 'fastify'

// The rival of what we keep: the same Fastify that answers each request with one buffer, with a bare 304, or with a stream
// that stays open.
const size = Number(process.argv[2])
const body = Buffer.alloc(size, 'x')
const app = Fastify()
app.get('/body', (_request, reply) => reply.type('application/vnd.mapbox-vector-tile').send(body))
app.get('/304', (_request, reply) => reply.code(304).send())
app.get('/stream', (_request, reply) => {
  const { raw } = reply.hijack()
  raw.writeHead(200, { 'content-type': 'text/event-stream' })
  raw.write(':\n\n')
})
console.log(await app.listen({ port: 0, host: '127.0.0.1' }))
