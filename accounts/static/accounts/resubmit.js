// After signing in again in another window the form needs the new protection code: read it from the cookie.
document.querySelector("[data-resubmit]")?.addEventListener("submit", (event) => {
  const found = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
  if (found) event.target.elements.csrfmiddlewaretoken.value = found.slice("csrftoken=".length);
});
