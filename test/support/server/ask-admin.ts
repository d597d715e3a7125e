import { askServer } from '../../../server/admin/admin-client.ts'
import type { AdminInput, AdminName } from '../../../server/admin/admin-request.ts'
import type { AdminValue } from '../../../server/admin/admin-handlers.ts'
import type { SpawnedServer } from './spawn-server.ts'

/** What the command line asks of a running server, by the same door: without a process for each question. */
export async function askAdmin<N extends AdminName>(
  { dataDir }: SpawnedServer,
  name: N,
  input: AdminInput<N>,
): Promise<AdminValue<N>> {
  const answer = await askServer(dataDir, { name, input })
  if (answer?.ok !== true) throw new Error(`${name} ${JSON.stringify(input)}: ${JSON.stringify(answer)}`)
  return answer.value as AdminValue<N>
}
