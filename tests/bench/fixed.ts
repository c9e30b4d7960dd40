import Fastify from 'fastify'

// The rival of what we keep: the same Fastify that answers each request with one buffer, or with a bare 304.
const size = Number(process.argv[2])
const body = Buffer.alloc(size, 'x')
const app = Fastify()
app.get('/body', (_request, reply) => reply.type('application/vnd.mapbox-vector-tile').send(body))
app.get('/304', (_request, reply) => reply.code(304).send())
console.log(await app.listen({ port: 0, host: '127.0.0.1' }))
