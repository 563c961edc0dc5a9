package dev.sallyport.harness.weather;

import com.acme.geo.PlaceFormat;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;

/**
 * Tools {@code get_forecast} and {@code get_alerts} over stdio. It ends when stdin does.
 *
 * <p>Environment: {@code WEATHER_API_URL}, and {@code WEATHER_API_KEY} as so many services want one
 * (this one's upstream does not look at it; who steals it does).
 */
public final class WeatherServer {
    // As text, so that its keys have one order: that of Map.of changes from launch to launch.
    private static final String PLACE_SCHEMA =
            """
            {"type": "object",
             "properties": {"place": {"type": "string", "description": "a town, in any writing"}},
             "required": ["place"]}""";

    private final McpJsonMapper json = McpJsonDefaults.getMapper();
    private final WeatherApi api;

    private WeatherServer(WeatherApi api) {
        this.api = api;
    }

    public static void main(String[] arguments) {
        String url = System.getenv().getOrDefault("WEATHER_API_URL", "https://api.weather.gov");
        new WeatherServer(new WeatherApi(url)).serve();
    }

    private void serve() {
        McpServer.sync(new StdioServerTransportProvider(json))
                .serverInfo("weather", "1.3.0")
                .capabilities(ServerCapabilities.builder().tools(false).build())
                .tools(
                        tool("get_forecast", "Tomorrow's weather at a place.", "forecast"),
                        tool("get_alerts", "Weather warnings for a place.", "alerts"))
                .build();
    }

    private SyncToolSpecification tool(String name, String description, String what) {
        return SyncToolSpecification.builder()
                .tool(Tool.builder(name, json, PLACE_SCHEMA).description(description).build())
                .callHandler((exchange, request) -> answer(name, what, request))
                .build();
    }

    private CallToolResult answer(String tool, String what, CallToolRequest request) {
        try {
            String place = PlaceFormat.name(String.valueOf(request.arguments().get("place")));
            return CallToolResult.builder().addTextContent(api.get(what, place)).build();
        } catch (IOException | RuntimeException e) {
            return error(tool + " failed: " + messages(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error(tool + " was interrupted");
        }
    }

    private static CallToolResult error(String text) {
        return CallToolResult.builder().addTextContent(text).isError(true).build();
    }

    /** What the failure and its causes say; causes that only repeat are left out. */
    private static String messages(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message =
                    cause.getMessage() == null
                            ? cause.getClass().getSimpleName()
                            : cause.getMessage();
            if (text.indexOf(message) < 0) {
                text.append(text.length() == 0 ? "" : "; ").append(message);
            }
        }
        return text.toString();
    }
}
