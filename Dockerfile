# Build the jar first: mvn package, or ./callvault --version. Then: docker build -t callvault .
# The base needs a JRE 21 or newer, bash, and glibc, for the embedded PostgreSQL's sake.
ARG BASE=eclipse-temurin:25-jre
FROM ${BASE}

RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/callvault callvault
COPY config/healthcheck target/callvault-all.jar /opt/callvault/

# The class archive, as the launcher makes it, with which the program starts in about half the time. Made by the ordinary
# user, since PostgreSQL does not run as root. Should it fail, the program only starts more slowly.
RUN runuser -u callvault -- env CALLVAULT_DATA_DIR=/tmp/archive java -XX:+UseSerialGC \
        -XX:ArchiveClassesAtExit=/tmp/classes -jar /opt/callvault/callvault-all.jar status >/dev/null 2>&1; \
    cp /tmp/classes /opt/callvault/callvault-all.jsa; rm -rf /tmp/archive /tmp/classes

USER callvault
WORKDIR /var/lib/callvault
# Everything that is written lies in the volume, so that the rest may be read-only: docker run --read-only --tmpfs /tmp
ENV CALLVAULT_DATA_DIR=/var/lib/callvault/data
VOLUME /var/lib/callvault
EXPOSE 8480

# Alive, not ready: a container is not to be replaced because the provider is away.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["/opt/callvault/healthcheck"]

# As process 1, java gets the stop signal itself. Why these options: see the launcher. Older Javas do not know all of them.
ENV MALLOC_ARENA_MAX=1 LC_ALL=C.UTF-8
ENTRYPOINT ["java", "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UseSerialGC", "-Xmn64m", "-XX:SurvivorRatio=1", "-XX:TargetSurvivorRatio=90", "-XX:TrimNativeHeapInterval=1000", "-XX:MaxRAMPercentage=60", "-XX:+DisplayVMOutputToStderr", "-XX:+ExitOnOutOfMemoryError", "-XX:OnOutOfMemoryError=echo callvault: out of memory, raise the limit of the container >&2; kill -KILL %p", "-Xlog:disable", "-XX:SharedArchiveFile=/opt/callvault/callvault-all.jsa", "-jar", "/opt/callvault/callvault-all.jar"]
CMD ["run"]
