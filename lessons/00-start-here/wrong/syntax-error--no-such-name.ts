// The name of the import is not spelled as Node spells it.
//#replace
import { createServer } from 'node:http'
//#with
import { createserver as createServer } from 'node:http'
//#end
