-- Drives wrk: load.ts gives the method, the body and the slugs file behind `--`, '' for none.
-- A request is put together once; with a slugs file one for each slug, and a random one is sent.

function init(args)
  wrk.method = args[1]
  if args[2] ~= '' then wrk.body = args[2] end
  if args[3] ~= '' then request = randomRequest(args[3]) end
end

function randomRequest(slugsFile)
  local requests = {}
  for slug in io.lines(slugsFile) do
    requests[#requests + 1] = wrk.format(nil, wrk.path .. slug)
  end
  math.randomseed(os.time())
  return function() return requests[math.random(#requests)] end
end

-- wrk counts microseconds, and a status of 400 and more as an error.
function done(summary, latency)
  local errors = summary.errors
  print(string.format(
    '{"requests":%d,"seconds":%.6f,"p50Ms":%.3f,"p99Ms":%.3f,"refused":%d,"broken":%d}',
    summary.requests,
    summary.duration / 1e6,
    latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3,
    errors.status,
    errors.connect + errors.read + errors.write + errors.timeout
  ))
end
