// The stack, which was useful yesterday.
//#replace
title: STATUS_CODES[status], status, detail }
//#with
title: STATUS_CODES[status], status, detail, stack: error instanceof Error && error.stack }
//#end
