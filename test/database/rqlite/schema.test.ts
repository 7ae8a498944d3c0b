import assert from 'node:assert/strict'
import test from 'node:test'
import { Cluster } from '../../../src/database/rqlite/cluster.ts'
import { Nodes } from '../../../src/database/rqlite/nodes.ts'
import { ClusterSetupError, migrateCluster } from '../../../src/database/rqlite/schema.ts'
import { startNode, succeed, type Received, type Said } from './scriptedNode.ts'

const schema = `-- step 1: notes
create table notes (text text) strict;
-- step 2: no SQL
-- nothing
`

function respond(received: Received, foreignKeys = 1): Said {
  if (!JSON.stringify(received.statements).includes('foreign_keys')) return succeed(received)
  return { body: { results: [{ columns: ['foreign_keys'], values: [[foreignKeys]] }] } }
}

function clusterOf(...origins: string[]): Cluster {
  return new Cluster({ nodes: new Nodes({ origins, authorization: undefined }), schema })
}

test('a step without SQL is only recorded, because a comment would stop every node', async (t) => {
  const node = await startNode(t, (received) => respond(received))
  await migrateCluster(clusterOf(node.origin), schema)
  const steps = node.received.map(({ statements }) => statements)
    .filter(([first]) => String(first?.[0]).includes('insert into schema_steps'))
  assert.deepEqual(steps.map((step) => step.slice(1)), [
    [['create table notes (text text) strict;\n'], ['select 1']], [['select 1']],
  ])
})

test('a follower that doesn\'t check foreign keys is named', async (t) => {
  const leader = await startNode(t, (received) => respond(received))
  const follower = await startNode(t, (received) => respond(received, 0))
  await assert.rejects(migrateCluster(clusterOf(leader.origin, follower.origin), schema), (error) =>
    error instanceof ClusterSetupError && error.message.includes(follower.origin))
})

test('a node that doesn\'t run doesn\'t keep the others from starting', async (t) => {
  const leader = await startNode(t, (received) => respond(received))
  const broken = await startNode(t, () => 'nothing')
  await migrateCluster(clusterOf(leader.origin, broken.origin), schema)
})
