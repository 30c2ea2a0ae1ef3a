import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

/*
 * Takes the network away from a process: whoever dials, listens or asks for a name gets an error. Vitest loads it before
 * every file of tests, and the processes that tests start load it, too. Pipes between processes go on working.
 */
const deny = (what) =>
  function denied() {
    throw new Error(`no network here: ${what}`);
  };

net.Socket.prototype.connect = deny('connect');
net.Server.prototype.listen = deny('listen');
dgram.Socket.prototype.bind = deny('bind');
dgram.Socket.prototype.send = deny('send');
for (const name of Object.keys(dns).filter((key) => /^(?:lookup|resolve|reverse)/.test(key)))
  dns[name] = deny(name);
for (const name of Object.keys(dns.promises).filter((key) =>
  /^(?:lookup|resolve|reverse)/.test(key),
))
  dns.promises[name] = deny(name);
globalThis.fetch = deny('fetch');
syncBuiltinESMExports();
