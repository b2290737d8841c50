// Starts the in-browser IDE on this page's own endpoint.
const fetcher = GraphiQL.createFetcher({ url: window.location.pathname });
const welcome = document.getElementById("welcome").textContent.trim();
ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, { fetcher, defaultQuery: welcome, shouldPersistHeaders: false }),
);
