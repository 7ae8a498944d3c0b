// Every method without an action is a GET.
//#replace
const action = actions[method]
//#with
const action = actions[method] ?? actions.GET
//#end
