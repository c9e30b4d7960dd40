import net from 'node:net'

/** A wire to a database that can be cut: to whoever reaches it by this wire, the database has stopped. */
export class Wire {
  readonly #target: URL
  readonly #sockets = new Set<net.Socket>()
  #server: net.Server | undefined
  #port = 0

  /** @param target a connection string, as `DATABASE_URL` */
  constructor(target: string) {
    this.#target = new URL(target)
  }

  /** Joins it, or joins it again. */
  async join(): Promise<void> {
    if (this.#server) return
    const server = net.createServer((near) => {
      const far = net.connect(Number(this.#target.port || 5432), this.#target.hostname)
      for (const socket of [near, far]) {
        this.#sockets.add(socket)
        socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket))
      }
      near.pipe(far).pipe(near)
      near.on('close', () => far.destroy())
      far.on('close', () => near.destroy())
    })
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (server.address() as net.AddressInfo).port
    this.#server = server
  }

  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve) ?? resolve(undefined))
    this.#server = undefined
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  /** The connection string that leads through it. */
  get url(): string {
    const url = new URL(this.#target)
    url.host = `127.0.0.1:${this.#port}`
    return url.href
  }
}
