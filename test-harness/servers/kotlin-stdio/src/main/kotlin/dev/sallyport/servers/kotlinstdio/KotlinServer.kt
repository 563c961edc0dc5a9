/**
 * A server on the Kotlin SDK over stdio. It has eight tools that go out, each by a client of its
 * own: native to Kotlin, by Ktor's. It knows nothing of Sallyport.
 */
package dev.sallyport.servers.kotlinstdio

import dev.sallyport.servers.clients.Client
import dev.sallyport.servers.clients.Clients
import io.ktor.client.HttpClient
import io.ktor.client.engine.cio.CIO
import io.ktor.client.request.get
import io.ktor.client.statement.bodyAsText
import io.modelcontextprotocol.kotlin.sdk.server.Server
import io.modelcontextprotocol.kotlin.sdk.server.ServerOptions
import io.modelcontextprotocol.kotlin.sdk.server.StdioServerTransport
import io.modelcontextprotocol.kotlin.sdk.types.CallToolResult
import io.modelcontextprotocol.kotlin.sdk.types.GetPromptResult
import io.modelcontextprotocol.kotlin.sdk.types.Implementation
import io.modelcontextprotocol.kotlin.sdk.types.PromptArgument
import io.modelcontextprotocol.kotlin.sdk.types.PromptMessage
import io.modelcontextprotocol.kotlin.sdk.types.ReadResourceResult
import io.modelcontextprotocol.kotlin.sdk.types.Role
import io.modelcontextprotocol.kotlin.sdk.types.ServerCapabilities
import io.modelcontextprotocol.kotlin.sdk.types.TextContent
import io.modelcontextprotocol.kotlin.sdk.types.TextResourceContents
import io.modelcontextprotocol.kotlin.sdk.types.ToolSchema
import java.io.PrintStream
import java.net.URI
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.io.asSink
import kotlinx.io.asSource
import kotlinx.io.buffered
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

private const val RESOURCE = "test://page"

private val ktor = HttpClient(CIO)

/** Ends when stdin does, or when it is told to. The launch names the resource's page. */
fun main() {
    val protocol: PrintStream = System.out
    // The SDK's logging greets on stdout, which is the protocol.
    System.setOut(System.err)
    val server =
        Server(
            Implementation("kotlin-stdio", "1.0.0"),
            ServerOptions(
                ServerCapabilities(
                    tools = ServerCapabilities.Tools(false),
                    resources = ServerCapabilities.Resources(false, false),
                    prompts = ServerCapabilities.Prompts(false),
                ),
            ),
        )
    server.tool("ktor") { page -> read(page) }
    for ((name, client) in Clients.seven()) {
        server.tool(name) { page -> client.body(page) }
    }
    server.addResource(RESOURCE, "page", "The page that the launch names.", "text/plain") {
        val body = read(System.getProperty("resource.page"))
        ReadResourceResult(listOf(TextResourceContents(body, RESOURCE, "text/plain")))
    }
    server.addPrompt(
        "page",
        "A page to talk about.",
        listOf(PromptArgument("uri", "The page's URI.", true)),
    ) { request ->
        val body = read(request.arguments!!.getValue("uri"))
        GetPromptResult(listOf(PromptMessage(Role.User, TextContent(body))))
    }
    runBlocking {
        val end = Job()
        server
            .createSession(
                StdioServerTransport(
                    System.`in`.asSource().buffered(),
                    protocol.asSink().buffered(),
                ),
            )
            .onClose { end.complete() }
        end.join()
    }
}

private fun Server.tool(name: String, body: suspend (String) -> String) {
    val schema =
        ToolSchema(
            properties = buildJsonObject { putJsonObject("uri") { put("type", "string") } },
            required = listOf("uri"),
        )
    addTool(name, "Reads a page by $name.", schema) { request ->
        val page = request.arguments!!.getValue("uri").jsonPrimitive.content
        CallToolResult(listOf(TextContent(body(page))))
    }
}

private suspend fun read(page: String): String = ktor.get(page).bodyAsText()

/** What blocks does so on the dispatcher that is there for it. */
private suspend fun Client.body(page: String): String =
    when (this) {
        is Client.Promising -> promise(URI(page)).await()
        else -> withContext(Dispatchers.IO) { read(URI(page)) }
    }
