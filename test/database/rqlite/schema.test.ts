import assert from 'node:assert/strict'
import test from 'node:test'
import { Cluster } from '../../../src/database/rqlite/cluster.ts'
import { Nodes } from '../../../src/database/rqlite/nodes.ts'
import { migrateCluster } from '../../../src/database/rqlite/schema.ts'
import { startNode, succeed } from './scriptedNode.ts'

const schema = `-- step 1: notes
create table notes (text text) strict;
-- step 2: no SQL
-- nothing
`

function clusterOf(...origins: string[]): Cluster {
  return new Cluster({ nodes: new Nodes({ origins, authorization: undefined }), schema })
}

test('a step without SQL is only recorded, because a comment would stop every node', async (t) => {
  const node = await startNode(t, succeed)
  await migrateCluster(clusterOf(node.origin), schema)
  const steps = node.received.map(({ statements }) => statements)
    .filter(([first]) => String(first?.[0]).includes('insert into schema_steps'))
  assert.deepEqual(steps.map((step) => step.slice(1)), [
    [['create table notes (text text) strict;\n'], ['select 1']], [['select 1']],
  ])
})
