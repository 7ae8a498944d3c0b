// Needs a name to see a robot.
//#file visitors.ts
//#replace
  return !agent.startsWith('Mozilla/')
//#with
  if (agent === '') return false
  return !agent.startsWith('Mozilla/')
//#end
