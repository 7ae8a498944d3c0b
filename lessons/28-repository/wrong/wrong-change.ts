// Changes only a copy.
//#replace
      const ticket = find(id)
      if (ticket
//#with
      const ticket = structuredClone(find(id))
      if (ticket
//#end
