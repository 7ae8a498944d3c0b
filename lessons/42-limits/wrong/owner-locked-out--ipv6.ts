// Takes the entry of the proxy as it is: with IPv6, a laptop has another one each day.
//#file credentials.ts
//#replace
import { clientOf } from './proxy.ts'
//#with
//#end
//#replace
client: clientOf(context, trustedHops), user
//#with
client: lastEntry(context, trustedHops), user
//#end
//#replace
function checkEmail(
//#with
function lastEntry(context: Context, trustedHops: number): string {
  const entries = (context.header('x-forwarded-for') ?? '').split(',')
  return entries.at(-trustedHops)?.trim() ?? ''
}

function checkEmail(
//#end
