import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Collection } from '#data/model/theme.ts'
import type { Crowded } from './crowded.ts'
import { concurrency } from './load.ts'

export interface Peer {
  address: string
  path: (tile: Crowded) => string
  close: () => void
}

/**
 * MapServer as Debian has it, behind nginx by FastCGI, with as many processes as there are connections, each with a
 * connection of its own that stays: the same rows, the same columns, clipped alike. Of a margin it would leave out what
 * lies in that alone, so the tile it is asked for is as large as ours with its margin, at the same scale.
 */
export async function startMapserver(
  url: string,
  schema: string,
  collections: readonly Collection[],
  day: string,
): Promise<Peer> {
  const folder = mkdtempSync(join(tmpdir(), 'xiucheng-mapserver-'))
  const { hostname, port, username, pathname } = new URL(url)
  const connection = `host=${hostname} port=${port} user=${username} dbname=${pathname.slice(1)} options='-c jit=off'`
  const layers = collections.map((collection) => layerOf(collection, schema, day, connection))
  writeFileSync(join(folder, 'county.map'), mapOf(layers))
  writeFileSync(join(folder, 'mapserver.conf'), 'CONFIG\n  ENV\n    MS_MAP_PATTERN "."\n  END\nEND\n')
  const sockets = Array.from({ length: concurrency }, (_, i) => join(folder, `socket-${i}`))
  const listen = await freePort()
  writeFileSync(join(folder, 'nginx.conf'), nginxOf(folder, sockets, listen))
  const environment = {
    ...process.env,
    MAPSERVER_CONFIG_FILE: join(folder, 'mapserver.conf'),
    MS_MAPFILE: join(folder, 'county.map'),
  }
  const running: ChildProcess[] = [
    ...sockets.map((socket) =>
      spawn('spawn-fcgi', ['-n', '-s', socket, '--', '/usr/bin/mapserv'], { env: environment, stdio: 'inherit' }),
    ),
    spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'], { stdio: 'inherit' }),
  ]
  const address = `http://127.0.0.1:${listen}`
  await answering(`${address}/map?mode=tile`)
  return {
    address,
    path: ({ collection, z, x, y }) =>
      `/map?mode=tile&tilemode=gmap&tile=${x}+${y}+${z}&layers=${collection}&map.imagetype=mvt`,
    close: () => {
      // MapServer would first end the request it is at, and one that hangs keeps the benchmark from ending
      for (const one of running) one.kill(one.spawnargs.includes('/usr/bin/mapserv') ? 'SIGKILL' : 'SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function mapOf(layers: string[]): string {
  return `MAP
  NAME county
  SIZE 4096 4096
  EXTENT -20037508.342789 -20037508.342789 20037508.342789 20037508.342789
  PROJECTION "init=epsg:3857" END
  OUTPUTFORMAT
    NAME mvt
    DRIVER MVT
    MIMETYPE "application/vnd.mapbox-vector-tile"
    FORMATOPTION "EXTENT=4224"
    FORMATOPTION "EDGE_BUFFER=0"
  END
  WEB METADATA "wms_enable_request" "*" "tile_map_edge_buffer" "4" END END
${layers.join('\n')}
END
`
}

function layerOf(collection: Collection, schema: string, day: string, connection: string): string {
  const columns = ['fid', ...collection.properties.filter((p) => p.tile && !p.computed).map((p) => p.name)]
  const rows = `select ${columns.join(', ')}, geom_3857 from ${schema}.${collection.id} where valid @> '${day}'::date`
  const type = { point: 'POINT', line: 'LINE', polygon: 'POLYGON', any: 'POLYGON', none: 'POINT' }[collection.shape]
  return `  LAYER
    NAME ${collection.id}
    TYPE ${type}
    STATUS ON
    CONNECTIONTYPE POSTGIS
    CONNECTION "${connection}"
    DATA "geom_3857 from (${rows}) as t using unique fid using srid=3857"
    PROCESSING "CLOSE_CONNECTION=DEFER"
    PROJECTION "init=epsg:3857" END
    METADATA "gml_include_items" "all" END
    CLASS STYLE COLOR 0 0 0 END END
  END`
}

function nginxOf(folder: string, sockets: readonly string[], listen: number): string {
  return `user root;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  upstream mapserver { ${sockets.map((socket) => `server unix:${socket};`).join(' ')} keepalive ${concurrency}; }
  server {
    listen 127.0.0.1:${listen};
    keepalive_requests 1000000;
    location /map {
      fastcgi_pass mapserver;
      fastcgi_keep_conn on;
      fastcgi_buffers 64 64k;
      fastcgi_param QUERY_STRING $query_string;
      fastcgi_param REQUEST_METHOD $request_method;
      fastcgi_param SCRIPT_NAME /map;
      fastcgi_param SERVER_NAME localhost;
      fastcgi_param SERVER_PORT ${listen};
      fastcgi_param MS_MAPFILE ${folder}/county.map;
    }
  }
}
`
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

async function answering(url: string): Promise<void> {
  for (let i = 0; i < 50; i++) {
    const up = await fetch(url).then(
      ({ status }) => status !== 502,
      () => false,
    )
    if (up) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('MapServer does not answer')
}
