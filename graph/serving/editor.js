// Puts the editor Yasgui in the place of the plain form, where it could be loaded.
"use strict";

if (typeof Yasgui === "function") {
  const form = document.getElementById("form");
  const query = form.elements.query.value;
  const yasgui = new Yasgui(document.getElementById("editor"), {
    requestConfig: { endpoint: new URL("sparql", document.baseURI).href },
    copyEndpointOnNewTab: true,
    persistenceId: null,
  });
  yasgui.getTab().setQuery(query);
  form.remove();
}
