// What stands in for the tunnels' programs: their own responses and log lines, without a network.

/** The ngrok agent's list of tunnels, in the form of its documentation. */
export function agentResponse(tunnels: readonly { url: string; address: string }[]): string {
  const none = { count: 0, rate1: 0, rate5: 0, rate15: 0, p50: 0, p90: 0, p95: 0, p99: 0 }
  return JSON.stringify({
    tunnels: tunnels.map(({ url, address }) => ({
      name: 'command_line',
      ID: '89389d4c9b8cabac791cf197ac2d9ae1',
      uri: '/api/tunnels/command_line',
      public_url: url,
      proto: url.split(':', 1)[0],
      config: { addr: address, inspect: true },
      metrics: { conns: { ...none, gauge: 0 }, http: none },
    })),
    uri: '/api/tunnels',
  })
}
