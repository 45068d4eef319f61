// What automerge-repo puts on the wire for one message of 80 characters appended to a document:
// two repos in one process, joined by an adapter that encodes every frame as its own WebSocket
// adapter does and counts it. Prints one line of JSON. Takes the folder of the installed package.

import { createRequire } from "node:module"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

const from = createRequire(join(process.argv[2], "package.json"))
const load = async name => import(pathToFileURL(from.resolve(name)).href)
const { Repo, NetworkAdapter, cbor } = await load("@automerge/automerge-repo")

const BODY = "The proofs are here; who can read them until Friday, before they go to print?..."
const MESSAGES_BEFORE = 20
const MESSAGES_MEASURED = 20

class Pipe extends NetworkAdapter {
  frames = []
  other
  isReady() { return true }
  async whenReady() {}
  connect(peerId, peerMetadata) {
    this.peerId = peerId
    this.peerMetadata = peerMetadata
  }
  meet() {
    const { peerId, peerMetadata = {} } = this.other
    this.emit("peer-candidate", { peerId, peerMetadata })
  }
  send(message) {
    const bytes = cbor.encode(message)
    this.frames.push({ bytes: bytes.length, type: message.type })
    setImmediate(() => this.other.emit("message", cbor.decode(bytes)))
  }
  disconnect() {}
}

const settled = async ([one, other]) => {
  let before = -1
  while (before !== one.frames.length + other.frames.length) {
    before = one.frames.length + other.frames.length
    // The repo gathers what it sends for up to 100 ms.
    await new Promise(done => setTimeout(done, 300))
  }
}

const pipes = [new Pipe(), new Pipe()]
pipes[0].other = pipes[1]
pipes[1].other = pipes[0]
// Peers get the names that repos give themselves.
const [writer, reader] = pipes.map(pipe => new Repo({ network: [pipe] }))
await settled(pipes)
pipes.forEach(pipe => pipe.meet())

const message = () => ({
  id: crypto.randomUUID(), author: "Awa", at: Date.now(), body: BODY, language: "en",
})
const handle = writer.create({ messages: [] })
const append = () => handle.change(doc => { doc.messages.push(message()) })
for (let count = 0; count < MESSAGES_BEFORE; count += 1) append()
const copy = await reader.find(handle.url)
await settled(pipes)

const totals = { bytes: 0, frames: 0, back: 0 }
for (let count = 0; count < MESSAGES_MEASURED; count += 1) {
  pipes.forEach(pipe => { pipe.frames = [] })
  append()
  await settled(pipes)
  const [there, back] = pipes.map(pipe => pipe.frames.reduce((sum, frame) => sum + frame.bytes, 0))
  totals.bytes += there
  totals.frames += pipes[0].frames.length
  totals.back += back
}
if (copy.doc().messages.length !== MESSAGES_BEFORE + MESSAGES_MEASURED) {
  throw new Error("the reader does not have all messages")
}
const mean = sum => Math.round(sum / MESSAGES_MEASURED * 10) / 10
console.log(JSON.stringify({
  bytes: mean(totals.bytes), frames: mean(totals.frames), back: mean(totals.back),
}))
process.exit(0)
