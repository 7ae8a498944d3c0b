// Takes every agent that names an app for a robot.
//#file visitors.ts
//#replace
  return !agent.startsWith('Mozilla/')
//#with
  return !/Firefox|Chrome|Version\//.test(agent)
//#end
