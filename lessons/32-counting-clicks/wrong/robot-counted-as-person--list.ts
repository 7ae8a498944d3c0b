// Knows the robots on a list, and takes scripts for people.
//#file visitors.ts
//#replace
  return !agent.startsWith('Mozilla/')
    || /bot
//#with
  return agent === ''
    || /bot
//#end
