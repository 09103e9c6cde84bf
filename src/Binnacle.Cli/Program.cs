var builder = WebApplication.CreateBuilder();
var app = builder.Build();
app.MapStaticAssets();
app.Run();
