// The body always says 400.
//#replace
title: STATUS_CODES[status], status, detail
//#with
title: STATUS_CODES[status], status: 400, detail
//#end
