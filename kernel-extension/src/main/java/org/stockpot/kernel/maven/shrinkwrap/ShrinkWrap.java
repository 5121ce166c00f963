package org.stockpot.kernel.maven.shrinkwrap;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.resolver.api.ResolutionException;
import org.jboss.shrinkwrap.resolver.api.maven.ConfigurableMavenResolverSystem;
import org.jboss.shrinkwrap.resolver.api.maven.Maven;
import org.jboss.shrinkwrap.resolver.api.maven.MavenResolvedArtifact;
import org.jboss.shrinkwrap.resolver.api.maven.ScopeType;
import org.jboss.shrinkwrap.resolver.api.maven.coordinate.MavenCoordinate;
import org.stockpot.kernel.maven.Artifact;
import org.stockpot.kernel.maven.Resolver;

/** Maven's own resolver, as ShrinkWrap puts it together. */
public final class ShrinkWrap implements Resolver {

  /** What it logs is in its exceptions too; held, because it is else forgotten. */
  private static final Logger LOGGER = Logger.getLogger("org.jboss.shrinkwrap.resolver");

  /** Makes a resolver; its loader calls this. */
  public ShrinkWrap() {
    LOGGER.setLevel(Level.OFF);
  }

  @Override
  public List<Artifact> resolve(Collection<String> coordinates, Map<String, String> repositories) {
    return asked(
        () -> {
          ConfigurableMavenResolverSystem system = Maven.configureResolver();
          repositories.forEach((name, url) -> system.withRemoteRepo(name, url, "default"));
          return system.resolve(coordinates).withTransitivity().asResolvedArtifact();
        });
  }

  @Override
  public List<Artifact> ofPom(Path pom, Collection<String> scopes) {
    ScopeType[] types =
        scopes.stream()
            .map(scope -> ScopeType.valueOf(scope.toUpperCase(Locale.ROOT)))
            .toArray(ScopeType[]::new);
    return asked(
        () ->
            Maven.configureResolver()
                .loadPomFromFile(pom.toFile())
                .importDependencies(types)
                .resolve()
                .withTransitivity()
                .asResolvedArtifact());
  }

  /** Calls the resolver, which finds its parts by the thread's class loader. */
  private static List<Artifact> asked(Supplier<MavenResolvedArtifact[]> question) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ShrinkWrap.class.getClassLoader());
    try {
      return Stream.of(question.get())
          .filter(found -> found.getExtension().equals("jar"))
          .map(ShrinkWrap::artifact)
          .toList();
    } catch (ResolutionException missing) {
      throw new IllegalArgumentException(reason(missing), missing);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Leaves out what the message says of the resolver, and says twice. */
  private static String reason(ResolutionException missing) {
    String message = String.valueOf(missing.getMessage());
    return message
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst("^.* due to: ", "")
        .replaceFirst(", caused by: .*$", "");
  }

  private static Artifact artifact(MavenResolvedArtifact found) {
    MavenCoordinate is = found.getCoordinate();
    return new Artifact(
        is.getGroupId(), is.getArtifactId(), is.getVersion(), found.asFile().toPath());
  }
}
