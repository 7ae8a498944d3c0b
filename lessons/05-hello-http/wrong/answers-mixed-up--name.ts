// One name for all requests: everyone is greeted by the last one's name.
//#replace
const { name } = await readJson(request)
//#with
name = (await readJson(request)).name
  await new Promise((resolve) => setTimeout(resolve, 5))
//#end
//#replace
async function greet(
//#with
let name: unknown

async function greet(
//#end
