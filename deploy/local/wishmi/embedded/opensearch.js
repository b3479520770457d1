// Run one OpenSearch node. The runner's own main refuses ports above 9299; this is that main without the limit.
var runner = new Packages.org.codelibs.opensearch.runner.OpenSearchRunner();
runner.setMaxHttpPort(-1);
java.lang.Runtime.getRuntime().addShutdownHook(new java.lang.Thread(function () { runner.close(); }));
try {
  runner.build(arguments);
} catch (failure) {
  (failure.javaException || failure).printStackTrace();
  java.lang.System.exit(1);
}
while (!runner.isClosed()) java.lang.Thread.sleep(1000);
